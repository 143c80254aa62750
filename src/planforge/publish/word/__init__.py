"""Books as files of Word, made part by part of ISO/IEC 29500 without a template."""
