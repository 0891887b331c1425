"""What talks to another process or to the disk: FFmpeg, the file cache, atomic files."""
