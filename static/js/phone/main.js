// Starts the phone app.
