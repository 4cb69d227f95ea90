// The host's check of a text, a moment after the last key.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { post } from '../../api/client';
import { Problem } from '../../api/problem';
import type { CheckProblem, CheckProblems } from '../../api/types';

const rest = 350; // ms without a key

function useRested(text: string): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const waiting = setTimeout(() => setRested(text), rest);
    return () => clearTimeout(waiting);
  }, [text]);
  return rested;
}

export interface Checked {
  /** Of the text as it is now, not of one before. */
  current: boolean;
  problems: readonly CheckProblem[];
  /** The text could not be checked. */
  failed: Problem | null;
}

const none: readonly CheckProblem[] = [];

export function useCheck(text: string): Checked {
  const rested = useRested(text);
  const look = useQuery<CheckProblems, Problem>({
    queryKey: ['check', rested],
    queryFn: () => post('check', { yaml: rested }),
    enabled: rested !== '',
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 60_000,
  });
  return {
    current: rested === text && look.isFetched && !look.isFetching && !look.isPlaceholderData,
    problems: look.data?.problems ?? none,
    failed: look.error,
  };
}
