/**
 * What to ask for, one batch for each list: only ids that no earlier list held, in pieces that a request takes.
 * When a further page of rows arrives, the batches of the pages before it stay what they were, and so do their answers.
 */
export function batchesOf(lists: readonly (readonly string[])[], size: number): string[][] {
  const seen = new Set<string>();
  return lists.flatMap((list) => {
    const unseen = [...new Set(list)].filter((id) => !seen.has(id)).sort();
    for (const id of unseen) seen.add(id);
    return pieces(unseen, size);
  });
}

function pieces(values: readonly string[], size: number): string[][] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, part) => values.slice(part * size, (part + 1) * size));
}
