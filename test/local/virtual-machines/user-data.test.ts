import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readUserData } from '../../../local/virtual-machines/cloud-config.ts'
import { hostCommand } from '../../../local/virtual-machines/command-line.ts'
import { Console } from '../../../local/virtual-machines/console.ts'
import { GuestFiles } from '../../../local/virtual-machines/guest-files.ts'
import { isUnitPath, parseEnvironmentFile, parseUnitFile } from '../../../local/virtual-machines/unit-file.ts'
import { parseTimeSpan, splitWords } from '../../../local/virtual-machines/words.ts'

const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64')
const filesOf = (cloudConfig: string) => readUserData(base64(`#cloud-config\n${cloudConfig}`)).files

let folder: string
let files: GuestFiles
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'guest-'))
  files = new GuestFiles(join(folder, 'machine'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('user data', () => {
  test.each([
    ['plain text', 'content: "häh"', 'häh'],
    ['b64', `encoding: b64\n    content: ${base64('x')}`, 'x'],
    ['base64', `encoding: base64\n    content: ${base64('x')}`, 'x'],
    ['gz+b64', `encoding: gz+b64\n    content: ${gzipSync('zipped').toString('base64')}`, 'zipped'],
    ['gzip+base64', `encoding: gzip+base64\n    content: ${gzipSync('zipped').toString('base64')}`, 'zipped'],
    ['YAML binary', `encoding: gz\n    content: !!binary ${gzipSync('zipped').toString('base64')}`, 'zipped'],
  ])('writes %s', (_, entry, content) => {
    expect(filesOf(`write_files:\n  - path: /a\n    ${entry}\n`)[0]?.content.toString()).toBe(content)
  })

  test('takes permissions as octal, quoted or not, as YAML 1.1 and cloud-init do', () => {
    const written = filesOf('write_files: [{path: /a, permissions: "0750"}, {path: /b, permissions: 0640}, {path: /c}]')
    expect(written.map(({ mode }) => mode)).toEqual([0o750, 0o640, 0o644])
  })

  test('may itself be gzip', () => {
    const { files: written } = readUserData(base64(gzipSync('#cloud-config\nwrite_files: [{path: /a, content: b}]')))
    expect(written).toHaveLength(1)
  })

  test('that is a script, or modules other than write_files, is remarked upon and not run', () => {
    expect(readUserData(base64('#!/bin/sh\ntouch /x'))).toEqual({
      files: [],
      remarks: ['user data is not cloud-config and is not run: #!/bin/sh'],
    })
    expect(readUserData(base64('#cloud-config\nruncmd: [[rm, -rf, /]]')).remarks).toEqual([
      'module runcmd is not run on this machine',
    ])
    expect(readUserData(undefined)).toEqual({ files: [], remarks: [] })
  })

  test.each(['write_files: {', 'write_files: [{content: no path}]', 'write_files: [{path: /a, permissions: rw}]'])(
    'that cloud-init could not use is an error: %s',
    (config) => {
      expect(() => filesOf(config)).toThrow()
    },
  )
})

describe('the files of a machine', () => {
  test('stay in its folder, whatever their path says', () => {
    for (const path of ['/../../etc/passwd', '../../etc/passwd', '/a/../../../etc/passwd'])
      expect(files.resolve(path)).toBe(join(files.folder, 'etc/passwd'))
  })

  test('are written, appended to, and readable for their owner', () => {
    files.write({ path: '/opt/app/a', content: Buffer.from('one'), mode: 0o040, append: false })
    files.write({ path: '/opt/app/a', content: Buffer.from(' two'), mode: 0o750, append: true })
    expect(readFileSync(files.resolve('/opt/app/a'), 'utf8')).toBe('one two')
    expect(statSync(files.resolve('/opt/app/a')).mode & 0o777).toBe(0o750)
  })

  test('are what paths in a text are mapped onto, and no other paths', () => {
    const own = files.resolve('/opt/app/a')
    expect(files.rebase('--a=/opt/app/a:/usr/bin')).toBe(`--a=${own}:/usr/bin`)
    expect(files.rebase('/opt/app/new.log')).toBe(files.resolve('/opt/app/new.log'))
    expect(files.rebase('http://host/opt/app/a')).toBe('http://host/opt/app/a')
  })
})

describe('a unit file', () => {
  const text = `[Unit]
StartLimitBurst=3
StartLimitIntervalSec=1min
# a comment
[Service]
Environment=A=1 "B=two words" \\
  C=%n
Environment=D=4
EnvironmentFile=-/etc/none
EnvironmentFile=/etc/app.env
ExecStart=
ExecStart=@-/opt/venv/bin/python -m app --name 'x y' --root \${A}
Restart=on-failure
RestartSec=1500ms
RuntimeDirectory=app
[Install]
WantedBy=multi-user.target
`
  test('is read as systemd reads it', () => {
    expect(parseUnitFile('app.service', text)).toMatchObject({
      // biome-ignore lint/suspicious/noTemplateCurlyInString: systemd's form of a variable.
      command: ['/opt/venv/bin/python', '-m', 'app', '--name', 'x y', '--root', '${A}'],
      environment: { A: '1', B: 'two words', C: 'app.service', D: '4' },
      environmentFiles: [
        { path: '/etc/none', optional: true },
        { path: '/etc/app.env', optional: false },
      ],
      ownFolders: [{ path: '/run/app', variable: 'RUNTIME_DIRECTORY' }],
      restart: 'on-failure',
      restartMilliseconds: 1500,
      startLimit: { burst: 3, intervalMilliseconds: 60_000 },
      comesBack: true,
    })
  })

  test('without a command is refused', () => {
    expect(() => parseUnitFile('app.service', '[Service]\nType=simple')).toThrow('Service has no ExecStart=')
  })

  test('is looked for where systemd looks', () => {
    expect(isUnitPath('/etc/systemd/system/a.service')).toBe(true)
    expect(isUnitPath('/etc/systemd/system/a.timer')).toBe(false)
    expect(isUnitPath('/opt/a.service')).toBe(false)
  })

  test.each([
    ['5', 5000],
    ['1min 30s', 90_000],
    ['500ms', 500],
    ['soon', undefined],
  ])('has time spans such as %s', (span, milliseconds) => {
    expect(parseTimeSpan(span)).toBe(milliseconds)
  })

  test('has words that quotes and backslashes hold together', () => {
    expect(splitWords(`a "b c" 'd "e' f\\ g h"i"j`)).toEqual(['a', 'b c', 'd "e', 'f g', 'hij'])
  })

  test('has environment files with comments and quotes', () => {
    expect(parseEnvironmentFile('# c\nA=1\nB="x y"\n; d\nC=\nnonsense')).toEqual({ A: '1', B: 'x y', C: '' })
  })
})

describe('a command', () => {
  const run = (...command: string[]) => hostCommand(command, { A: '1', LIST: 'x y' }, files, '/host/bin/python3')

  test('of an interpreter that runcmd would have installed runs with the host’s Python, its files mapped', () => {
    expect(run('/opt/app/venv/bin/python3.11', '/opt/app/a')).toEqual([
      '/host/bin/python3',
      files.resolve('/opt/app/a'),
    ])
    expect(run('/usr/bin/env', 'python3', '-u')).toEqual(['/host/bin/python3', '-u'])
  })

  test('has its variables expanded as systemd does', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: systemd's form of a variable.
    expect(run('python3', 'a${A}b', '$LIST', '$NONE')?.slice(1)).toEqual(['a1b', 'x', 'y'])
  })

  test('of a written script runs when its first line names Python', () => {
    files.write({ path: '/opt/serve', content: Buffer.from('#!/opt/venv/bin/python\n'), mode: 0o755, append: false })
    expect(run('/opt/serve', '-v')).toEqual(['/host/bin/python3', files.resolve('/opt/serve'), '-v'])
  })

  test('that is a shell, a shell script or anything else does not run', () => {
    files.write({ path: '/opt/run.sh', content: Buffer.from('#!/bin/sh\n'), mode: 0o755, append: false })
    for (const program of ['/opt/run.sh', '/bin/sh', '/usr/bin/touch', 'nginx']) expect(run(program)).toBeUndefined()
  })
})

test('a console keeps the last 64 KiB', () => {
  const console = new Console()
  for (let line = 0; line < 3000; line++) console.log('unit', `line ${line} of something rather long`)
  expect(Buffer.byteLength(console.text)).toBe(64 * 1024)
  expect(console.lastLine).toBe('unit: line 2999 of something rather long')
})
