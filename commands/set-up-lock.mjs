import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** Holds the number of the process that sets this checkout up, from the moment it exists. */
const lock = '.set-up.lock'
const pollMilliseconds = 500

/** Runs `action` while no other process sets this checkout up; a lock whose process is gone is taken over. */
export async function withSetUpLock(action) {
  for (let told = false; !acquired(); told = true) {
    if (!told) console.error('set-up: another command is setting up; waiting for it')
    await sleep(pollMilliseconds)
  }
  const release = () => rmSync(lock, { force: true })
  process.once('exit', release)
  try {
    return await action()
  } finally {
    process.off('exit', release)
    release()
  }
}

function acquired() {
  const own = `${lock}.${process.pid}`
  writeFileSync(own, String(process.pid))
  try {
    linkSync(own, lock)
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    if (!isHeld()) rmSync(lock, { force: true })
    return false
  } finally {
    rmSync(own, { force: true })
  }
}

function isHeld() {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0)
    return true
  } catch (error) {
    // It may have been given back between the two looks.
    return error.code === 'ENOENT' || error.code === 'EPERM'
  }
}
