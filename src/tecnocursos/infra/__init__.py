"""What talks to another process or to the disk: FFmpeg, the file cache, whole files, temporary folders."""
