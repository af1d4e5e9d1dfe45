import { SupervisedProcess } from '../../../local/virtual-machines/supervised-process.ts'

/** Starts a process that starts another, and waits to be killed: neither may outlive this. */
const [python = '', port = '', childPort = ''] = process.argv.slice(2)
const program = `
import http.server, subprocess, sys
subprocess.Popen([sys.executable, '-m', 'http.server', '--bind', '127.0.0.1', '${childPort}'])
http.server.HTTPServer(('127.0.0.1', ${port}), http.server.SimpleHTTPRequestHandler).serve_forever()
`
new SupervisedProcess([python, '-c', program], { folder: '/', environment: {}, onOutput() {} })
