"""Procedures: how a service is applied for, decided and contested, as data beside the service's definition.

Promises: every official required paper is either covered (by facts that an agency holds, or by an act or an answer in
the application) or says by a typed reason why it is still needed; nothing that an agency holds is asked of a resident.
A pack that breaks this does not load. Certificates are defined here, too: which fields of a register are issued.
"""
