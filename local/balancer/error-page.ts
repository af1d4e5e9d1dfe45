import type { ServerResponse } from 'node:http'

const reasons = {
  301: 'Moved Permanently',
  302: 'Found',
  400: 'Bad Request',
  405: 'Method Not Allowed',
  408: 'Request Time-out',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
} as const

/** A status an Application Load Balancer answers with itself. */
export type PageStatus = keyof typeof reasons

/** The page an Application Load Balancer answers with itself, byte for byte. */
export function page(status: PageStatus): string {
  const title = `${status} ${reasons[status]}`
  return [
    '<html>',
    `<head><title>${title}</title></head>`,
    '<body>',
    `<center><h1>${title}</h1></center>`,
    '</body>',
    '</html>',
    '',
  ].join('\r\n')
}

/** Answers with the balancer's own page; where an answer has already begun, all that is left is to cut it off. */
export function answerWithPage(response: ServerResponse, status: PageStatus, location?: string) {
  if (response.headersSent) {
    response.destroy()
    return
  }
  response.statusMessage = reasons[status]
  if (location !== undefined) response.setHeader('Location', location)
  answerItself(response, status, 'text/html', page(status))
}

/** Answers in the balancer's own name, as fixed responses and error pages do. */
export function answerItself(response: ServerResponse, status: number, contentType: string, body: string) {
  const headers = { Server: 'awselb/2.0', 'Content-Type': contentType, 'Content-Length': Buffer.byteLength(body) }
  response.writeHead(status, headers).end(body)
}

/** A whole answer for a connection whose request could not even be read. */
export function closingAnswer(status: 400 | 408): string {
  const body = page(status)
  const head = [
    `HTTP/1.1 ${status} ${reasons[status]}`,
    'Server: awselb/2.0',
    `Date: ${new Date().toUTCString()}`,
    'Content-Type: text/html',
    `Content-Length: ${body.length}`,
    'Connection: close',
  ]
  return `${head.join('\r\n')}\r\n\r\n${body}`
}
