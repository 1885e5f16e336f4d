"""Acts: the only way state changes. Rooms write one class an act; here they are carried out."""
