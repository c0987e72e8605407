import { describe, expect, it } from 'vitest';
import { batchesOf } from './batches';

describe('batchesOf', () => {
  it('asks for every id once, in a stable order', () => {
    expect(batchesOf([['b', 'a', 'b']], 10)).toEqual([['a', 'b']]);
  });

  it('leaves earlier batches alone when a page is added', () => {
    const first = batchesOf([['a', 'b']], 10);
    const both = batchesOf([['a', 'b'], ['b', 'c']], 10);
    expect(both[0]).toEqual(first[0]);
    expect(both[1]).toEqual(['c']);
  });

  it('asks for nothing new when a page brings nothing new', () => {
    expect(batchesOf([['a'], ['a'], []], 10)).toEqual([['a']]);
  });

  it('never asks for more at once than a request takes', () => {
    expect(batchesOf([['a', 'b', 'c']], 2)).toEqual([['a', 'b'], ['c']]);
  });
});
