"""Markdown (CommonMark with tables and strikethrough) to a draft."""
