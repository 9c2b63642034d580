/**
 * Explains in one sentence why Node could not listen, and names the setting to change. @returns null for any other
 * error
 */
export function describeListenError(error: unknown): string | null {
  const { code, syscall, address, hostname, port } = error as NodeJS.ErrnoException & {
    address?: string;
    hostname?: string;
    port?: number;
  };
  if (code === 'EADDRINUSE')
    return `PORT: another program already listens on ${port}; choose another port, for example 8081`;
  if (syscall === 'listen' && code === 'EACCES')
    return `PORT: ${port} needs rights that this user does not have; choose one above 1023, for example 8080`;
  if (syscall === 'listen' && code === 'EADDRNOTAVAIL')
    return `HOST: ${address} is not an address of this machine; choose one that is, for example 127.0.0.1`;
  if (syscall === 'getaddrinfo')
    return `HOST: ${hostname} is a name without an address (${code}); for example 127.0.0.1`;
  return null;
}
