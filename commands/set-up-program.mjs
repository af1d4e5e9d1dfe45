import { spawn } from 'node:child_process'
import { once } from 'node:events'

const running = new Set()
let isStopping = false

/**
 * Runs a program to its end, in a process group of its own, which can be ended with all that the program has started.
 * Rejects where it fails, with what it has said in `stdout` and `stderr`. Never settles once `stopPrograms` is called,
 * so that nothing goes on from there.
 * @returns {Promise<{stdout: string, stderr: string}>}
 */
export function runProgram(program, parameters, options = {}) {
  return new Promise((resolve, reject) => {
    if (isStopping) return
    const child = spawn(program, parameters, { ...options, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    const output = outputOf(child)
    running.add(child)
    child.once('error', (error) => {
      running.delete(child)
      reject(error)
    })
    child.once('close', (code, signal) => {
      running.delete(child)
      if (isStopping) return
      if (code === 0) resolve(output)
      else reject(Object.assign(new Error(`${program} ended with ${code ?? signal}`), output))
    })
  })
}

function outputOf(child) {
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'])
    child[name].setEncoding('utf8').on('data', (chunk) => {
      output[name] += chunk
    })
  return output
}

/**
 * Ends all programs and what they have started, and waits until they are gone. At once: npm takes up to 10 seconds to
 * end politely, in which it deletes node_modules, and a set-up that was stopped is done anew anyway.
 */
export async function stopPrograms() {
  isStopping = true
  await Promise.all(
    [...running].map((child) => {
      const end = once(child, 'close')
      killGroup(child.pid)
      return end
    }),
  )
}

function killGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}

/** What says nothing of the cause, by itself or in every failure alike. */
const untelling = /^(\s|\}|$|code |errno |syscall |path |dest |A complete log )/

/** The line of a failed program's output that tells most: its first error, since what follows is advice and stack. */
export function reasonOf(error) {
  const words = error.stderr?.trim() || error.stdout?.trim() || error.message
  const lines = words.split('\n')
  const telling = lines
    .map((line) => ({ line, text: line.replace(/^npm error ?/i, '') }))
    .filter(({ text }) => !untelling.test(text))
  const found = telling.find(({ line }) => /error|no space|not found/i.test(line)) ?? telling[0]
  return (found?.text ?? lines.at(-1)).trim()
}
