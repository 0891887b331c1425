"""The job face: takes jobs and gives each to its one handler."""
