/** The only source of secrets: 32 random bytes as 43 letters of base64url. */
export interface Secrets {
  next(): string;
}
