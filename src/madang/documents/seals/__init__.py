"""The electronic seal of an agency on a PDF (PAdES), and its verification without a network."""
