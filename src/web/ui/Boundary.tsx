import { Component, createContext, use, type ReactNode } from 'react';
import { fail, thrownDetail, type Problem } from '../errors/problem.ts';

/** Thrown while React renders a component whose chunk could not be loaded. */
export class PartNotLoaded extends Error {
  /** Makes the next render load the chunk again. */
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
  /** What the boundary caught; `null` until then, and after a retry. */
  readonly problem: Problem | null;
  /** Renders the children again. */
  readonly retry: () => void;
}

const FailureContext = createContext<BoundaryState | null>(null);

/** For the fallback of a `Boundary`: the problem that the boundary caught, and a function that tries again. */
export function useFailure(): { problem: Problem; retry: () => void } {
  const { problem = null, retry } = use(FailureContext) ?? {};
  if (!problem || !retry) throw new Error('useFailure() is for the fallback of a <Boundary>.');
  return { problem, retry };
}

interface BoundaryProps {
  /** Replaces the children after they threw. It gets the problem from `useFailure`. */
  fallback: ReactNode;
  children: ReactNode;
}

/** Catches what its children throw while React renders them. Only a class can be a React error boundary. */
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
