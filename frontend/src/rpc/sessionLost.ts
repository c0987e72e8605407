import { useSyncExternalStore } from 'react';

type Listener = () => void;

/** A flag outside React, because the transport that raises it lives outside React too. */
class SessionLost {
  #lost = false;
  readonly #listeners = new Set<Listener>();

  announce(): void {
    this.#set(true);
  }

  clear(): void {
    this.#set(false);
  }

  readonly isLost = (): boolean => this.#lost;

  readonly subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #set(lost: boolean): void {
    if (this.#lost === lost) return;
    this.#lost = lost;
    for (const listener of this.#listeners) listener();
  }
}

export const sessionLost = new SessionLost();

/** True from the moment the server refuses the session until somebody signs in again. */
export function useSessionLost(): boolean {
  return useSyncExternalStore(sessionLost.subscribe, sessionLost.isLost);
}
