"""What agencies know about somebody, as facts, on a legal ground that is named.

Promises: nothing is fetched that no ground carries, and what rests on a consent only while that very person's consent
holds, looked at again when it is recorded; whatever is fetched or refused is on record for each person; an agency that
fails costs nothing but time; a life event counts once. In the guided check it asks all at once for whoever asks about
themself, keeps nothing, and adds nothing that no agency said.
"""
