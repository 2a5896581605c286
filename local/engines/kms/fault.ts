/** An answer that the real key service would give as an error; `type` is its shape name, by which the SDK picks the class it throws. */
export class KmsFault extends Error {
  readonly type: string
  constructor(type: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.type = type
  }
}
