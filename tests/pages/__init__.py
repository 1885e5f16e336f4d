"""Every page and every change of state, found in the URL map: read by anybody, forged by nobody, done once."""
