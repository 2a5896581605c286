/** The body without the frames of `aws-chunked`: a length in hex (and perhaps a signature), a line end, so many bytes, a line end. */
export const unframed = (body: Buffer): Buffer => {
  const parts: Buffer[] = []
  let from = 0
  for (;;) {
    const end = body.indexOf('\r\n', from)
    const length = Number.parseInt(body.toString('latin1', from, end === -1 ? from : end), 16)
    if (end === -1 || !(length > 0)) return Buffer.concat(parts)
    parts.push(body.subarray(end + 2, end + 2 + length))
    from = end + 2 + length + 2
  }
}
