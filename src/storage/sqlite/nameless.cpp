#include "sqlite/nameless.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <string_view>

namespace msp::sqlite {
namespace {

constexpr const char* vfs_name = "msp-nameless";

struct OpenFile {
  sqlite3_file base;  // first: SQLite sees only this
  int descriptor;
};

int descriptor_of(sqlite3_file* file) { return reinterpret_cast<OpenFile*>(file)->descriptor; }

int close_file(sqlite3_file* file) {
  return close(descriptor_of(file)) == 0 ? SQLITE_OK : SQLITE_IOERR_CLOSE;
}

int read_file(sqlite3_file* file, void* into, int size, sqlite3_int64 at) {
  const ssize_t got = pread(descriptor_of(file), into, static_cast<std::size_t>(size), at);
  if (got < 0) return SQLITE_IOERR_READ;
  std::memset(static_cast<char*>(into) + got, 0, static_cast<std::size_t>(size - got));
  return got == size ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;  // a file is read short at its end
}

int write_file(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at) {
  std::string_view rest(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
  while (!rest.empty()) {
    const ssize_t written = pwrite(descriptor_of(file), rest.data(), rest.size(), at);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno == ENOSPC || errno == EDQUOT ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    rest.remove_prefix(static_cast<std::size_t>(written));
    at += written;
  }
  return SQLITE_OK;
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  return ftruncate(descriptor_of(file), size) == 0 ? SQLITE_OK : SQLITE_IOERR_TRUNCATE;
}

int size_of_file(sqlite3_file* file, sqlite3_int64* size) {
  struct stat found {};
  if (fstat(descriptor_of(file), &found) != 0) return SQLITE_IOERR_FSTAT;
  *size = found.st_size;
  return SQLITE_OK;
}

int nothing_locked(sqlite3_file*, int* held) {
  *held = 0;
  return SQLITE_OK;
}

int nothing(sqlite3_file*, int) { return SQLITE_OK; }  // it is synced when it is whole
int nothing_known(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int none(sqlite3_file*) { return 0; }

constexpr sqlite3_io_methods methods{
    .iVersion = 1,
    .xClose = close_file,
    .xRead = read_file,
    .xWrite = write_file,
    .xTruncate = truncate_file,
    .xSync = nothing,
    .xFileSize = size_of_file,
    .xLock = nothing,
    .xUnlock = nothing,
    .xCheckReservedLock = nothing_locked,
    .xFileControl = nothing_known,
    .xSectorSize = none,
    .xDeviceCharacteristics = none,
    .xShmMap = nullptr,
    .xShmLock = nullptr,
    .xShmBarrier = nullptr,
    .xShmUnmap = nullptr,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

/// The file itself is ours; what SQLite sorts in is as ever.
int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* opened) {
  if ((flags & SQLITE_OPEN_MAIN_DB) == 0) {
    sqlite3_vfs* ordinary = sqlite3_vfs_find(nullptr);
    return ordinary->xOpen(ordinary, name, file, flags, opened);
  }
  file->pMethods = nullptr;
  int descriptor = -1;
  std::from_chars(name, name + std::strlen(name), descriptor);
  const int own = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
  if (own < 0) return SQLITE_CANTOPEN;
  *reinterpret_cast<OpenFile*>(file) = {{&methods}, own};
  if (opened) *opened = flags;
  return SQLITE_OK;
}

int no_other_file(sqlite3_vfs*, const char*, int, int* there) {
  *there = 0;
  return SQLITE_OK;
}

int name_as_it_is(sqlite3_vfs*, const char* name, int size, char* full) {
  sqlite3_snprintf(size, full, "%s", name);
  return SQLITE_OK;
}

bool add_vfs() {
  static sqlite3_vfs vfs = *sqlite3_vfs_find(nullptr);
  vfs.zName = vfs_name;
  vfs.szOsFile = std::max(vfs.szOsFile, static_cast<int>(sizeof(OpenFile)));
  vfs.xOpen = open_file;
  vfs.xAccess = no_other_file;
  vfs.xFullPathname = name_as_it_is;
  return sqlite3_vfs_register(&vfs, 0) == SQLITE_OK;
}

}  // namespace

Nameless nameless(int descriptor) {
  static const bool added = add_vfs();
  return {std::to_string(descriptor), added ? vfs_name : nullptr};
}

}  // namespace msp::sqlite
