import { Component, createContext, use, type ReactNode } from 'react';
import { fail, thrownDetail, type Problem } from '../errors/problem.ts';

/** What a chunk that could not be loaded throws while React renders. */
export class PartNotLoaded extends Error {
  /** Makes the next render ask for the chunk again. */
  readonly reset: () => void;
  constructor(cause: unknown, reset: () => void) {
    super('A part of the app could not be loaded.', { cause });
    this.name = 'PartNotLoaded';
    this.reset = reset;
  }
}

const toProblem = (cause: unknown): Problem =>
  cause instanceof PartNotLoaded
    ? fail('part-not-loaded', { cause }).problem
    : fail('part-failed', { detail: thrownDetail(cause), cause }).problem;

interface BoundaryState {
  /** What was caught, until it is tried again. */
  readonly problem: Problem | null;
  /** Renders what failed once more. */
  readonly retry: () => void;
}

const FailureContext = createContext<BoundaryState | null>(null);

/** What the boundary around this fallback caught, and how to try again. */
export function useFailure(): { problem: Problem; retry: () => void } {
  const { problem = null, retry } = use(FailureContext) ?? {};
  if (!problem || !retry) throw new Error('useFailure() is for the fallback of a <Boundary>.');
  return { problem, retry };
}

interface BoundaryProps {
  /** What stands in place of the children after they threw. It learns the reason from `useFailure`. */
  fallback: ReactNode;
  children: ReactNode;
}

/** Keeps what its children throw away from everything around it. React has this for classes only. */
export class Boundary extends Component<BoundaryProps, BoundaryState> {
  readonly retry = () => {
    const cause = this.state.problem?.cause;
    if (cause instanceof PartNotLoaded) cause.reset();
    this.setState({ problem: null });
  };

  override state: BoundaryState = { problem: null, retry: this.retry };

  static getDerivedStateFromError(cause: unknown) {
    return { problem: toProblem(cause) };
  }

  override render() {
    if (!this.state.problem) return this.props.children;
    return <FailureContext value={this.state}>{this.props.fallback}</FailureContext>;
  }
}
