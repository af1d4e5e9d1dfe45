import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { SetUpFailed } from './set-up-failed.mjs'
import { stopPrograms } from './set-up-program.mjs'

/** Holds the number of the process that sets this checkout up, from the moment it exists. */
const lock = '.set-up.lock'
const pollMilliseconds = 500
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Runs `action` while no other process sets this checkout up; a lock whose process is gone is taken over at once. A
 * signal ends this process as ever, but not before the programs of the action are gone: they would still be at work in
 * the checkout when the next command sets it up.
 */
export async function withSetUpLock(action) {
  for (let told = false; !acquired(); told = true) {
    if (!told)
      console.error(
        `set-up: waiting for another command (process ${readLock(lock)}) to finish setting up; it holds ${lock}`,
      )
    await sleep(pollMilliseconds)
  }
  const release = () => rmSync(lock, { force: true })
  const stopListening = onSignal(async () => {
    console.error('set-up: interrupted; the next command will start over')
    await stopPrograms()
    release()
  })
  process.once('exit', release)
  try {
    return await action()
  } finally {
    stopListening()
    process.off('exit', release)
    release()
  }
}

/** Does `last` at the first signal, and then what the signal does by itself; npm sends a second one that changes nothing. */
function onSignal(last) {
  let isEnding = false
  const end = async (signal) => {
    if (isEnding) return
    isEnding = true
    await last()
    stopListening()
    process.kill(process.pid, signal)
  }
  const stopListening = () => {
    for (const signal of signals) process.off(signal, end)
  }
  for (const signal of signals) process.on(signal, end)
  return stopListening
}

function acquired() {
  const own = `${lock}.${process.pid}`
  try {
    writeFileSync(own, String(process.pid))
    return linked(own)
  } catch (error) {
    throw new SetUpFailed(`The set-up can't write into ${process.cwd()}: ${error.message}`, { cause: error })
  } finally {
    removed(own)
  }
}

/** Tries until the lock is ours or somebody's who lives. */
function linked(own) {
  for (;;)
    try {
      linkSync(own, lock)
      return true
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      const holder = readLock(lock)
      if (holder !== undefined && isAlive(Number(holder))) return false
      if (holder !== undefined) takeAway(holder)
    }
}

/** Takes the lock of a holder that is gone out of the way, and gives it back where another process was faster. */
function takeAway(holder) {
  const aside = `${lock}.${process.pid}.gone`
  try {
    renameSync(lock, aside)
    if (readLock(aside) !== holder) linkSync(aside, lock)
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error
  } finally {
    removed(aside)
  }
}

/** Undefined when it has just been given back. */
function readLock(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
    return undefined
  }
}

/** Whether another process has this number: what our own holds is left from one that had it before, in a container. */
function isAlive(pid) {
  // An empty file is what a machine without power leaves.
  if (pid === process.pid || !(pid > 0)) return false
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Removes a file that may not be there, and says nothing where it can't: what kept us from writing it says it better. */
function removed(file) {
  try {
    rmSync(file, { force: true })
  } catch {}
}
