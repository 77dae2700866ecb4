/** The reference validator of CSAF comes without types: what the tests use of it. */
declare module '@secvisogram/csaf-validator-lib/*Tests.js' {
  const tests: Readonly<Record<string, unknown>>
  export = tests
}

declare module '@secvisogram/csaf-validator-lib/validate.js' {
  interface Finding {
    readonly name: string
    readonly errors: readonly { readonly message: string; readonly instancePath: string }[]
  }
  // biome-ignore lint/style/noDefaultExport: that is how the validator exports it
  export default function validate(
    tests: readonly unknown[],
    document: unknown,
  ): Promise<{ readonly isValid: boolean; readonly tests: readonly Finding[] }>
}
