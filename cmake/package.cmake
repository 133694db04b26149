# `cpack` makes msp_VERSION_ARCH.deb of what `cmake --install` installs. Same sources, same bytes:
# all times in it are those of the release.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME msp)
set(CPACK_PACKAGE_VENDOR "the authors of msp")
set(CPACK_PACKAGE_CONTACT "the authors of msp <msp@msp.example>")
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION misc)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "billing ledger for managed security providers")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "A provider sells mail and web protection through partners. Its service desk
takes orders, runs trials, counts mailboxes or active users, and invoices
every month. msp is the desk's tool on one local SQLite file, in which every
change is an event and every cent can be traced back to events.")
# libc by shlibdeps. tzdata says what day it is; the others are loaded or run only when asked for.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS tzdata)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libxlsxwriter4, fonts-noto-core, \
fonts-noto-cjk | fonts-droid-fallback, fonts-noto-color-emoji")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "weasyprint, default-mta | mail-transport-agent")

set(package ${PROJECT_BINARY_DIR}/package)
execute_process(COMMAND date -u -d "${MSP_RELEASED}" -R OUTPUT_VARIABLE released_on
  OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
configure_file(cmake/package/changelog.in ${package}/changelog @ONLY)
execute_process(COMMAND date -u -d "${MSP_RELEASED}" +%s OUTPUT_VARIABLE released_at
  OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
file(WRITE ${package}/as_of_release.cmake "set(ENV{SOURCE_DATE_EPOCH} ${released_at})\n")
configure_file(cmake/package/before_packing.cmake.in ${package}/before_packing.cmake @ONLY)
set(CPACK_PROJECT_CONFIG_FILE ${package}/as_of_release.cmake)
set(CPACK_PRE_BUILD_SCRIPTS ${package}/before_packing.cmake)

install(FILES ${package}/changelog cmake/package/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR})
include(CPack)
