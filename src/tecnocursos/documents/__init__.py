"""Documents: PPTX, PDF, DOCX and Markdown become one Outline, each block with its place in the source.

Promises: hostile and damaged files are refused with an error that names the file and the reason; nothing a file holds
is executed or fetched; reading happens in a child process with limits on memory, time, bytes, pixels and pages.
"""
