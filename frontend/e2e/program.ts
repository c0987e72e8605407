import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Program {
  /** What it has printed for whoever started it. */
  greeting: string;
  stop: () => Promise<void>;
}

/** Starts the built program as an operator does, on an empty database, and waits until it greets. */
export async function startProgram(...options: string[]): Promise<Program> {
  const folder = mkdtempSync(join(tmpdir(), 'kartoteka-first-run-'));
  const program = spawn('../bin/kartoteka', ['serve', '--listen', '127.0.0.1:0', '--database', `sqlite:${join(folder, 'first.db')}`, ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const greeting = await greetingOf(program);
  return {
    greeting,
    stop: async () => {
      const ended = once(program, 'exit');
      program.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The greeting ends with the way to sign in. */
async function greetingOf(program: ChildProcess): Promise<string> {
  let printed = '';
  for await (const chunk of program.stdout ?? []) {
    printed += String(chunk);
    if (printed.includes('Sign in') && printed.endsWith('\n\n')) return printed;
  }
  throw new Error(`The program ended before it said how to sign in: ${printed}`);
}
