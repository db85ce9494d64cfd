import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** PostgreSQL settings for one small machine. Time zone: the machine's, where PostgreSQL knows it. */
export const serverSettings = (share: string, zone: string): Readonly<Record<string, string>> => {
  const known = zone !== '' && existsSync(join(share, 'timezone', ...zone.split('/'))) ? zone : 'UTC'
  return {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '60',
    shared_buffers: '64MB',
    effective_cache_size: '512MB',
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    min_wal_size: '80MB',
    max_wal_size: '512MB',
    max_parallel_workers_per_gather: '1',
    autovacuum_max_workers: '2',
    random_page_cost: '1.1',
    jit: 'off',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    password_encryption: 'scram-sha-256',
    log_destination: 'stderr',
    logging_collector: 'off',
    log_min_messages: 'warning',
    log_min_error_statement: 'panic',
    log_timezone: known,
    timezone: known,
  }
}
