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

/** Resolves once `holds` resolves with true; asks again and again, and rejects after the deadline. */
export function until(what, holds, deadlineMs = 60_000) {
  let over = false;
  const asked = within(
    what,
    (resolve, reject) => {
      const look = () => holds().then((is) => (is ? resolve() : over || setTimeout(look, 100)), reject);
      look();
    },
    deadlineMs,
  );
  return asked.finally(() => (over = true));
}
