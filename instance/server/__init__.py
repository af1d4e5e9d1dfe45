"""The web server of one instance: recommends a book, film or song, and survives the failure of what it depends on."""
