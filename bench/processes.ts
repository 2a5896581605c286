import { execFileSync } from 'node:child_process'

type Process = { readonly pid: number; readonly parent: number; readonly rssKb: number; readonly command: string }

const all = (): readonly Process[] =>
  execFileSync('ps', ['-Ao', 'pid=,ppid=,rss=,args='], { encoding: 'utf8', maxBuffer: 1 << 26 })
    .split('\n')
    .flatMap((row) => {
      const [, pid, parent, rss, command = ''] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(row) ?? []
      return pid ? [{ pid: Number(pid), parent: Number(parent), rssKb: Number(rss), command }] : []
    })

/** A process and all that it has started, directly or not. */
export const processTree = (root: number): readonly Process[] => {
  const running = all()
  const below = (pid: number): readonly Process[] =>
    running.filter(({ parent }) => parent === pid).flatMap((child) => [child, ...below(child.pid)])
  return [...running.filter(({ pid }) => pid === root), ...below(root)]
}
