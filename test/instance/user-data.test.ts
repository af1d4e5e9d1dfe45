import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { files } from '../../instance/files.ts'
import seed from '../../instance/seed.json' with { type: 'json' }
import { home, userData } from '../../instance/user-data.ts'
import { namesOf } from '../../lambdas/core/names.ts'

interface CloudConfig {
  write_files: { path: string; permissions: string; content: string }[]
  runcmd: string[]
}

const { table, parameters } = namesOf('demo')
const options = { settingsPath: parameters.path, table, region: 'us-west-2', settingsRefreshSeconds: 1 }
const text = gunzipSync(userData(options, files)).toString()
const config = parse(text) as CloudConfig
const source = (path: string) => readFileSync(join(import.meta.dirname, '../../instance', path), 'utf8')

test('is cloud-config that writes the very files of this folder', () => {
  expect(text).toMatch(/^#cloud-config\n/)
  const written = new Map(config.write_files.map(({ path, content }) => [path, content]))
  for (const name of ['__main__', 'app', 'settings', 'table']) {
    expect(written.get(`${home}/server/${name}.py`)).toBe(source(`server/${name}.py`))
  }
  expect(written.get(`${home}/requirements.txt`)).toBe(source('requirements.txt'))
  expect(written.get('/etc/systemd/system/resilient-service.service')).toBe(source('resilient-service.service'))
  expect(config.write_files.map(({ permissions }) => permissions)).toEqual(config.write_files.map(() => '0644'))
})

test('gives the server the path of its settings, its table, its region and its pace, and nothing else', () => {
  const environment = config.write_files.find(({ path }) => path === `${home}/environment`)
  expect(environment?.content).toBe(
    'SETTINGS_PATH=/resilient-service/demo\nTABLE=resilient-demo\nAWS_REGION=us-west-2\nSETTINGS_REFRESH_SECONDS=1\n',
  )
})

test('fits what EC2 takes with room to grow, and refuses to be more', () => {
  expect(userData(options, files).length).toBeLessThan(15 * 1024)
  const noise = Array.from({ length: 20_000 }, (_, index) => Math.sin(index).toString(36)).join('')
  const tooMuch = { path: '/noise', content: noise, permissions: '0644' }
  expect(() => userData(options, [...files, tooMuch])).toThrow(/User data would be \d+ bytes and EC2 takes 16384/)
})

test('is the same bytes for the same input and names no system that made it', () => {
  expect(Buffer.compare(userData(options, files), userData(options, files))).toBe(0)
  expect([...userData(options, files).slice(4, 10)]).toEqual([0, 0, 0, 0, 2, 255])
})

test('installs pinned packages and fetches no code of ours', () => {
  expect(config.runcmd[0]).toBe('set -eux')
  expect(config.runcmd.join('\n')).not.toMatch(/curl|wget|git |https?:/)
  expect(config.runcmd.join('\n')).toContain('--require-hashes')
  const pins = source('requirements.txt')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
  for (const pin of pins) expect(pin).toMatch(/^[a-z0-9-]+==[\w.]+ --hash=sha256:[0-9a-f]{64}$/)
  expect(pins.map((pin) => pin.split('=')[0])).toEqual(expect.arrayContaining(['botocore', 'waitress']))
})

test('installs the Python that the server is written in, the oldest that set-up takes', () => {
  const [, minor] = /^target-version = "py3(\d+)"$/m.exec(source('../ruff.toml')) ?? []
  expect(source('../commands/set-up.mjs')).toContain(`sys.version_info >= (3, ${minor})`)
  expect(config.runcmd).toContain(`python3.${minor} -m venv ${home}/venv`)
})

test('downloads up to three times, and then fails', () => {
  const retry = config.runcmd.find((line) => line.startsWith('retry()'))
  const tries = (succeedsAt: number) => {
    const script = `set -eu; sleep() { :; }; tried=0; download() { tried=$((tried + 1)); echo $tried; [ $tried = ${succeedsAt} ]; }`
    return spawnSync('sh', ['-c', `${script}; ${retry}; retry download; echo installed`], { encoding: 'utf8' })
  }
  expect(tries(1)).toMatchObject({ status: 0, stdout: '1\ninstalled\n' })
  expect(tries(3)).toMatchObject({ status: 0, stdout: '1\n2\n3\ninstalled\n' })
  expect(tries(4)).toMatchObject({ status: 1, stdout: '1\n2\n3\n' })
  for (const program of ['dnf', 'pip']) {
    expect(config.runcmd.find((line) => line.includes(`${program} install`))).toMatch(/^retry /)
  }
})

test('starts a unit that never gives up, is nobody, and may do little more than listen on port 80', () => {
  const unit = source('resilient-service.service').split('\n')
  const facts = [
    `ExecStart=${home}/venv/bin/python -m server`,
    `WorkingDirectory=${home}`,
    `EnvironmentFile=${home}/environment`,
    'Environment=PORT=80',
    'Restart=always',
    'StartLimitIntervalSec=0',
    'After=network-online.target',
    'DynamicUser=yes',
    'AmbientCapabilities=CAP_NET_BIND_SERVICE',
    'CapabilityBoundingSet=CAP_NET_BIND_SERVICE',
    'NoNewPrivileges=yes',
    'ProtectSystem=strict',
  ]
  expect(unit).toEqual(expect.arrayContaining(facts))
  expect(config.runcmd.at(-1)).toBe('systemctl enable --now resilient-service.service')
})

test('the server reads the settings that the steps write', () => {
  const [, checks = ''] = /^_CHECKS: .+ = \{\n([^}]+)\}/m.exec(source('server/settings.py')) ?? []
  const read = [...checks.matchAll(/^ +"([a-z-]+)":/gm)].map(([, name]) => `${parameters.path}/${name}`)
  expect(read.sort()).toEqual(Object.values(parameters.settings).sort())
})

test('the seed holds every item that the server may ask for', () => {
  const table = source('server/table.py')
  const types = [...(/^MEDIA_TYPES = \((.*)\)$/m.exec(table)?.[1] ?? '').matchAll(/"(\w+)"/g)].map(([, type]) => type)
  const each = Number(/^ITEMS_OF_EACH_TYPE = (\d+)$/m.exec(table)?.[1])
  const keys = types.flatMap((type) => Array.from({ length: each }, (_, index) => `${type}/${index + 1}`))
  expect(seed.map(({ MediaType, ItemId }) => `${MediaType.S}/${ItemId.N}`).sort()).toEqual(keys.sort())
})
