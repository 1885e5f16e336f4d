"""Tests of the account's pages, by client and in a browser with a virtual authenticator."""
