"""HTTP messages signed with Ed25519: what a client, a provider and the hub have in common. No Django, no database.

Promises: one small profile of RFC 9421 (HTTP Message Signatures) and RFC 9530 (digests); what is not signed as the
profile says is refused with a typed reason; a key is known by its thumbprint (RFC 7638, RFC 8037).
"""
