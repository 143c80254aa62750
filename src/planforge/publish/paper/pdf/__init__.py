"""PDF files as the objects they are made of: read, changed, and written anew.

A book of several hundred pages has a hundred thousand objects, most of them tags. Libraries make
each an object of theirs; here what is not changed stays the bytes that it was.
"""
