import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const folder = '.set-up.lock'
const pollMilliseconds = 500

/** Runs `action` while no other process sets this checkout up; a lock whose process is gone is taken over. */
export async function withSetUpLock(action) {
  for (let told = false; !acquired(); told = true) {
    if (!told) console.error('set-up: another command is setting up; waiting for it')
    await sleep(pollMilliseconds)
  }
  const release = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', release)
  try {
    return await action()
  } finally {
    process.off('exit', release)
    release()
  }
}

function acquired() {
  try {
    mkdirSync(folder)
    writeFileSync(`${folder}/pid`, String(process.pid))
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    if (!isHeld()) rmSync(folder, { recursive: true, force: true })
    return false
  }
}

/** A holder that has not written its number yet is given the benefit of the doubt until the next look. */
function isHeld() {
  try {
    process.kill(Number(readFileSync(`${folder}/pid`, 'utf8')), 0)
    return true
  } catch (error) {
    return error.code === 'ENOENT' || error.code === 'EPERM'
  }
}
