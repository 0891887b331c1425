"""Studio: courses, their scenes and scripts, and their production: document -> script -> speech -> video."""
