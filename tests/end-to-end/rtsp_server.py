#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Plays an H.264 file over RTSP on loopback, again and again, until it is killed.

    rtsp_server.py FILE.mp4 PORT_FILE [PORT]

It takes PORT or a free one, and writes the port to PORT_FILE when it listens. Each client gets the file from its
beginning.
"""
import os
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer

Gst.init(None)
file, port_file = sys.argv[1:3]
server = GstRtspServer.RTSPServer()
server.set_address("127.0.0.1")
server.set_service(sys.argv[3] if len(sys.argv) > 3 else "0")
factory = GstRtspServer.RTSPMediaFactory()
factory.set_launch(f'( filesrc location="{file}" ! qtdemux ! h264parse config-interval=-1 ! rtph264pay name=pay0 pt=96 )')
server.get_mount_points().add_factory("/clip", factory)
if server.attach(None) == 0:
    sys.exit("rtsp_server.py: cannot listen")
with open(port_file + ".part", "w", encoding="ascii") as out:
    out.write(str(server.get_bound_port()))
os.rename(port_file + ".part", port_file)
GLib.MainLoop().run()
