import { useEffect, useId, useSyncExternalStore } from 'react';

type Listener = () => void;

/** The forms on the screen that hold unsaved changes, by the name that their section bears. */
class UnsavedForms {
  #names: ReadonlyMap<string, string> = new Map();
  readonly #listeners = new Set<Listener>();

  add(id: string, name: string): void {
    this.#replace(new Map(this.#names).set(id, name));
  }

  remove(id: string): void {
    if (!this.#names.has(id)) return;
    const rest = new Map(this.#names);
    rest.delete(id);
    this.#replace(rest);
  }

  readonly snapshot = (): ReadonlyMap<string, string> => this.#names;

  readonly subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #replace(names: ReadonlyMap<string, string>): void {
    this.#names = names;
    for (const listener of this.#listeners) listener();
  }
}

export const unsavedForms = new UnsavedForms();

/**
 * Registers a form with the guard of the shell while it is dirty. The returned function forgets it at once:
 * call it after a save, before navigating away, because effects run too late for that.
 */
export function useUnsaved(name: string, isDirty: boolean): () => void {
  const id = useId();
  useEffect(() => {
    if (!isDirty) return undefined;
    unsavedForms.add(id, name);
    return () => unsavedForms.remove(id);
  }, [id, name, isDirty]);
  return () => unsavedForms.remove(id);
}

export function useUnsavedNames(): readonly string[] {
  const names = useSyncExternalStore(unsavedForms.subscribe, unsavedForms.snapshot);
  return [...names.values()];
}
