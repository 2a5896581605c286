/** One line that shows how far something has come: rewritten on a terminal, a line for every tenth where there is none. */
export const progress = (title: string) => {
  const began = performance.now()
  const { isTTY = false } = process.stderr
  const step = isTTY ? 0.01 : 0.1
  let shown = 0
  return {
    to: (done: number): void => {
      if (done < shown + step) return
      shown = done
      const seconds = ((performance.now() - began) / 1000).toFixed(0)
      process.stderr.write(`${isTTY ? '\r' : ''}${title} ${Math.floor(done * 100)} % (${seconds} s)${isTTY ? '' : '\n'}`)
    },
    end: (): void => {
      if (isTTY) process.stderr.write('\n')
    },
  }
}
