/** An answer that is kept, with the questions to the interpreter that it took. */
interface AskedAnswer<T> {
  readonly value: T;
  readonly cost: number;
}

/** Answers by what was asked, each found once. */
export class KeptAnswers<T> {
  private readonly answers = new Map<string, AskedAnswer<T>>();

  /**
   * @param askedCount  questions put to the interpreter so far
   * @param before  answers that are taken as they stand
   */
  constructor(
    private readonly askedCount: () => number,
    private readonly before: (key: string) => AskedAnswer<T> | undefined = () => undefined,
  ) {}

  /** The answer, if it was found already. */
  find(key: string): AskedAnswer<T> | undefined {
    return this.answers.get(key) ?? this.before(key);
  }

  get(key: string, ask: () => T): AskedAnswer<T> {
    const known = this.find(key);
    if (known) return known;
    const before = this.askedCount();
    const value = ask();
    const answer = { value, cost: this.askedCount() - before };
    this.answers.set(key, answer);
    return answer;
  }
}

/**
 * What one attack is told of answers that all attacks on a network share. Each counts once, with what it took whoever asked
 * first, so that the same attack is told the same whatever was asked before it.
 */
export class ToldAnswers {
  private readonly told = new Set<string>();
  private count = 0;
  private isRefused = false;

  constructor(private readonly limit: number) {}

  /** The answer, or undefined where more would have to be asked than is for one attack. */
  tell<T>(key: string, answer: () => AskedAnswer<T>): T | undefined {
    if (!this.told.has(key) && this.count >= this.limit) {
      this.isRefused = true;
      return undefined;
    }
    const { value, cost } = answer();
    if (!this.told.has(key)) {
      this.told.add(key);
      this.count += cost;
    }
    return value;
  }

  /** Why some answers were not given, in words; null where all were. */
  get leftOut(): string | null {
    return this.isRefused
      ? `an attack is followed through ${this.limit} questions of who reaches whom; what would take more was not asked, and nothing there counts as safe`
      : null;
  }
}
