"""A mail server: prints its port, then each mail it takes as a line of JSON; ends when its input ends."""
import json
import sys
import threading

from aiosmtpd.controller import Controller


class Box:
    async def handle_DATA(self, server, session, envelope):
        mail = {"from": envelope.mail_from, "to": envelope.rcpt_tos, "message": envelope.content.decode()}
        print(json.dumps(mail), flush=True)
        return "250 OK"


class OwnPort(Controller):
    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


controller = OwnPort(Box(), hostname="127.0.0.1", port=0)
controller.start()
print(controller.port, flush=True)
sys.stdin.read()
controller.stop()
