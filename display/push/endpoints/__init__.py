"""Endpoints: the websocket, and its two HTTP twins for whoever cannot open one."""
