// Every wait of a test has an end, and says what it waited for.

/** Resolves with what `executor` resolves; rejects when that takes longer than the deadline. */
export function within(what, executor, deadlineMs = 60_000) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no ${what} within ${deadlineMs} ms`)), deadlineMs);
    executor(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (failure) => {
        clearTimeout(timer);
        reject(failure);
      },
    );
  });
}
