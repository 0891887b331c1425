"""The HTTP and WebSocket face: parses, calls one service function, gives what it returned."""
