import { execFileSync } from 'node:child_process'
import { createConnection } from 'node:net'

/** The interpreter behind `python3`, which may be a shell script that picks one by the user's home. */
export const python = execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim()

/** A server that answers each request with its environment as JSON, and ends itself on `/end`. */
export const environmentServer = `
import http.server, json, os, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == '/end':
            os._exit(3)
        body = json.dumps({'pid': os.getpid(), 'folder': os.getcwd(), **os.environ}).encode()
        self.send_response(200)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *arguments):
        pass
print('serving', flush=True)
http.server.ThreadingHTTPServer(('127.0.0.1', int(os.environ['PORT'])), Handler).serve_forever()
`

/** User data (base64) that writes a server and a unit which runs it. */
export function serverUserData(server = environmentServer, service = 'Restart=always\nRestartSec=50ms'): string {
  const unit = `[Service]
ExecStart=/opt/app/venv/bin/python /opt/app/server.py
WorkingDirectory=/opt/app
Environment=PORT=80 COLOUR=green DATA=/opt/app/data.json
EnvironmentFile=/etc/app.env
${service}
[Install]
WantedBy=multi-user.target
`
  const write_files = [
    { path: '/opt/app/server.py', content: server },
    { path: '/opt/app/data.json', content: '{}' },
    { path: '/etc/app.env', content: 'COLOUR=blue\n' },
    { path: '/etc/systemd/system/app.service', content: unit },
  ]
  const config = { write_files, runcmd: ['systemctl enable --now app'] }
  return Buffer.from(`#cloud-config\n${JSON.stringify(config)}`).toString('base64')
}

/** Whether something listens on a loopback port. */
export function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1')
    const settle = (result: boolean) => {
      socket.destroy()
      resolve(result)
    }
    socket.once('connect', () => settle(true))
    socket.once('error', () => settle(false))
  })
}
