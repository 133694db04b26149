// What stands between msp and the disk, to be loaded before the C library (LD_PRELOAD): counts what
// a program asks of the files below a folder, and lets the n-th of it fail, or kills the program
// there, or writes down everything, so that the disk of any moment can be made again.
//
//   SOAK_DIR     only files below this folder; children of the program are left alone
//   SOAK_AT      the operation, from 1, that something happens to
//   SOAK_DO      kill (before it) | torn (half of the write, then kill) | fail | full (half is
//                written, and from then on there is no room) | lie (fsyncs do nothing; needs no AT)
//   SOAK_ERRNO   what fail says, as a number (EIO)
//   SOAK_COUNT   a file that is told the number of operations at the end
//   SOAK_TRACE   a file that every operation that was done is added to, see record()
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char *folder, *what;
static long at, count, full;
static int saying = EIO, trace = -1, ours;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void) {
  folder = getenv("SOAK_DIR");
  what = getenv("SOAK_DO") ? getenv("SOAK_DO") : "";
  at = getenv("SOAK_AT") ? atol(getenv("SOAK_AT")) : 0;
  if (getenv("SOAK_ERRNO")) saying = atoi(getenv("SOAK_ERRNO"));
  if (getenv("SOAK_TRACE")) trace = (int)syscall(SYS_openat, AT_FDCWD, getenv("SOAK_TRACE"),
                                                 O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  ours = folder != NULL;
  unsetenv("LD_PRELOAD");
}

__attribute__((destructor)) static void finish(void) {
  char text[24];
  if (!ours || !getenv("SOAK_COUNT")) return;
  const int fd = (int)syscall(SYS_openat, AT_FDCWD, getenv("SOAK_COUNT"), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  const int size = snprintf(text, sizeof text, "%ld\n", count);
  if (syscall(SYS_write, fd, text, size) < 0) abort();
}

static int below(const char *path) { return ours && strncmp(path, folder, strlen(folder)) == 0; }

static int watched(int fd) {
  char link[64], path[4096];
  if (!ours) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  const ssize_t size = readlink(link, path, sizeof path - 1);
  if (size < 0) return 0;
  path[size] = 0;
  return below(path);
}

static int watched_name(const char *path) {
  char full_name[8192], here[4096];
  if (!ours || strncmp(path, "/proc/self/fd/", 14) == 0) return 0;
  if (path[0] == '/') return below(path);
  if (!getcwd(here, sizeof here)) return 0;
  snprintf(full_name, sizeof full_name, "%s/%s", here, path);
  return below(full_name);
}

static void die(void) {
  syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
  for (;;) pause();
}

/// 0: do it; -1: it failed.
static int asked(void) {
  ++count;
  if (full) { errno = ENOSPC; return -1; }
  if (count != at) return 0;
  if (strcmp(what, "kill") == 0) die();
  if (strcmp(what, "fail") != 0) return 0;
  errno = saying;
  return -1;
}

/// `KIND INODE OFFSET SIZE NAME\n`, then SIZE bytes of what was written.
static void record(char kind, ino_t inode, long long offset, const void *bytes, size_t size, const char *name) {
  char head[4400];
  const int length = snprintf(head, sizeof head, "%c %llu %lld %zu %s\n", kind, (unsigned long long)inode, offset,
                              bytes ? size : 0, name);
  if (trace < 0) return;
  if (syscall(SYS_write, trace, head, length) < 0 || (bytes && syscall(SYS_write, trace, bytes, size) < 0)) abort();
}

static ino_t inode_of(int fd) {
  struct stat64 info;
  return fstat64(fd, &info) == 0 ? info.st_ino : 0;
}

static ssize_t written(int fd, const void *bytes, size_t size, off64_t offset) {
  return offset < 0 ? REAL(write)(fd, bytes, size) : REAL(pwrite64)(fd, bytes, size, offset);
}

static ssize_t put(int fd, const void *bytes, size_t size, off64_t offset) {
  if (!watched(fd)) return written(fd, bytes, size, offset);
  if (asked() != 0) return -1;
  const int now = count == at && (strcmp(what, "torn") == 0 || strcmp(what, "full") == 0);
  const long long place = offset < 0 ? lseek64(fd, 0, SEEK_CUR) : offset;
  const ssize_t done = written(fd, bytes, now ? size / 2 : size, offset);
  if (now && what[0] == 't') die();
  if (now) full = 1;
  if (done > 0) record('W', inode_of(fd), place, bytes, (size_t)done, "-");
  return done;
}
ssize_t write(int fd, const void *bytes, size_t size) { return put(fd, bytes, size, -1); }
ssize_t pwrite(int fd, const void *bytes, size_t size, off_t offset) { return put(fd, bytes, size, offset); }
ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t offset) { return put(fd, bytes, size, offset); }

static int synced(int fd, int (*real)(int)) {
  if (!watched(fd)) return real(fd);
  if (asked() != 0) return -1;
  if (strcmp(what, "lie") == 0) return 0;
  const int done = real(fd);
  if (done == 0) record('S', inode_of(fd), 0, NULL, 0, "-");
  return done;
}
int fsync(int fd) { return synced(fd, REAL(fsync)); }
int fdatasync(int fd) { return synced(fd, REAL(fdatasync)); }

static int cut(int fd, off64_t size) {
  if (watched(fd) && asked() != 0) return -1;
  const int done = REAL(ftruncate64)(fd, size);
  if (done == 0 && watched(fd)) record('T', inode_of(fd), size, NULL, 0, "-");
  return done;
}
int ftruncate(int fd, off_t size) { return cut(fd, size); }
int ftruncate64(int fd, off64_t size) { return cut(fd, size); }

static void named(const char *name) {
  struct stat64 info;
  if (stat64(name, &info) == 0) record('N', info.st_ino, 0, NULL, 0, name);
}
static int opened(const char *name, int flags, mode_t mode) {
  const int makes = (flags & O_CREAT) && watched_name(name) && access(name, F_OK) != 0;
  if (makes && asked() != 0) return -1;
  const int fd = (int)syscall(SYS_openat, AT_FDCWD, name, flags, mode);
  if (makes && fd >= 0) named(name);
  return fd;
}
#define OPENS(function)                            \
  int function(const char *name, int flags, ...) { \
    va_list rest;                                  \
    va_start(rest, flags);                         \
    const mode_t mode = va_arg(rest, mode_t);      \
    va_end(rest);                                  \
    return opened(name, flags, mode);              \
  }
OPENS(open)
OPENS(open64)

int unlink(const char *name) {
  if (watched_name(name) && asked() != 0) return -1;
  const int done = REAL(unlink)(name);
  if (done == 0 && watched_name(name)) record('U', 0, 0, NULL, 0, name);
  return done;
}
int rename(const char *from, const char *to) {
  if (watched_name(to) && asked() != 0) return -1;
  const int done = REAL(rename)(from, to);
  if (done == 0 && watched_name(to)) named(to), record('U', 0, 0, NULL, 0, from);
  return done;
}
int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags) {
  if (watched_name(to) && asked() != 0) return -1;
  const int done = REAL(renameat2)(from_folder, from, to_folder, to, flags);
  if (done == 0 && watched_name(to)) named(to), flags ? named(from) : record('U', 0, 0, NULL, 0, from);
  return done;
}
int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags) {
  if (watched_name(to) && asked() != 0) return -1;
  const int done = REAL(linkat)(from_folder, from, to_folder, to, flags);
  if (done == 0 && watched_name(to)) named(to);
  return done;
}
