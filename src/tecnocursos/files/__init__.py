"""What people send and what the product makes: resumable uploads, files stored once by content, signed downloads."""
