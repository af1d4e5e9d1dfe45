import { readFileSync } from 'node:fs'

/** Whether a process has not ended. One that has stays as a zombie where nothing waits for orphans, as in a container. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}
