import { Component, createContext, use, type ReactNode } from 'react';
import { fail, describeThrownError, type Problem } from '../errors/problem.ts';

/** Thrown while React renders a component whose chunk (a file of the build) could not be loaded. */
export class PartNotLoaded extends Error {
  /** Forgets the failure, so that the next render loads the chunk again. */
  readonly forgetFailure: () => void;
  constructor(cause: unknown, forgetFailure: () => void) {
    super('A part of the app could not be loaded.', { cause });
    this.name = 'PartNotLoaded';
    this.forgetFailure = forgetFailure;
  }
}

const toProblem = (cause: unknown): Problem =>
  cause instanceof PartNotLoaded
    ? fail('part-not-loaded', { cause }).problem
    : fail('part-failed', { detail: describeThrownError(cause), cause }).problem;

interface BoundaryState {
  /** The problem that the boundary has caught; `null` before the first error, and after a retry. */
  readonly problem: Problem | null;
  readonly retry: () => void;
}

const FailureContext = createContext<BoundaryState | null>(null);

/** For the fallback of a `Boundary`: the problem that the boundary has caught, and a function that tries again. */
export function useFailure(): { problem: Problem; retry: () => void } {
  const { problem = null, retry } = use(FailureContext) ?? {};
  if (!problem || !retry) throw new Error('useFailure() is for the fallback of a <Boundary>.');
  return { problem, retry };
}

interface BoundaryProps {
  /** Replaces the children after they have thrown an error. The fallback gets the problem from `useFailure`. */
  fallback: ReactNode;
  children: ReactNode;
}

/** Catches errors that its children throw while React renders them. It is a class, because React has no hook for that. */
export class Boundary extends Component<BoundaryProps, BoundaryState> {
  readonly retry = () => {
    const cause = this.state.problem?.cause;
    if (cause instanceof PartNotLoaded) cause.forgetFailure();
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
