# One place for what every target of ours has in common.

add_library(zugang_options INTERFACE)
target_include_directories(zugang_options INTERFACE ${PROJECT_SOURCE_DIR})
# _REENTRANT: SDL's own flag, given to all so that they can share the precompiled header.
target_compile_definitions(zugang_options INTERFACE _GLIBCXX_ASSERTIONS _REENTRANT ZUGANG_VERSION="${PROJECT_VERSION}")
target_compile_options(zugang_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast -Wsuggest-override -Wnon-virtual-dtor)
if(ZUGANG_WERROR)
    target_compile_options(zugang_options INTERFACE -Werror)
endif()
if(ZUGANG_SANITIZE)
    target_compile_options(zugang_options INTERFACE -fsanitize=${ZUGANG_SANITIZE} -fno-omit-frame-pointer)
    target_link_options(zugang_options INTERFACE -fsanitize=${ZUGANG_SANITIZE})
endif()
if(ZUGANG_FUZZERS)
    target_compile_options(zugang_options INTERFACE -fsanitize=fuzzer-no-link -fno-sanitize-recover=all)
endif()
if(ZUGANG_COVERAGE)
    target_compile_options(zugang_options INTERFACE --coverage)
    target_link_options(zugang_options INTERFACE --coverage)
endif()

# The headers of the standard library that most files read, compiled once: a build takes about two thirds of the time. Files still include
# what they use (the release preset, clang-tidy and the check of each header alone build without it).
if(ZUGANG_PRECOMPILE)
    file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/precompiled.cpp CONTENT "// A precompiled header belongs to a target, and a target has a source.\n")
    add_library(zugang_precompiled OBJECT ${CMAKE_CURRENT_BINARY_DIR}/precompiled.cpp)
    target_link_libraries(zugang_precompiled PRIVATE zugang_options tl::expected)
    target_precompile_headers(zugang_precompiled PRIVATE
        <algorithm> <array> <chrono> <cstddef> <cstdint> <filesystem> <functional> <map> <memory> <optional> <set> <span> <string>
        <string_view> <utility> <vector> <tl/expected.hpp>)
endif()
function(zugang_precompile target)
    if(ZUGANG_PRECOMPILE)
        target_precompile_headers(${target} REUSE_FROM zugang_precompiled)
        target_compile_options(${target} PRIVATE $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-fpch-preprocess>) # for ccache
        if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
            # GCC 12 warns of its own std::string's operator+ (its bug 105329), and of a precompiled one it does not know
            # that it is a system header's.
            target_compile_options(${target} PRIVATE -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread)
        endif()
    endif()
endfunction()

# zugang_module(name SOURCES a.cpp ... HEADERS a.hpp ... PUBLIC targets PRIVATE targets): a static library of ours.
# Workflow `headers` also compiles each header alone; every other build compiles it before anything else in its own source.
function(zugang_module name)
    cmake_parse_arguments(ARG "" "" "SOURCES;HEADERS;PUBLIC;PRIVATE" ${ARGN})
    add_library(${name} STATIC ${ARG_SOURCES})
    target_sources(${name} PUBLIC FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${ARG_HEADERS})
    set_target_properties(${name} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
    target_link_libraries(${name} PUBLIC zugang_options ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE})
    zugang_precompile(${name})
endfunction()

# zugang_program(name SOURCES main.cpp ... LINK targets): a program of ours.
function(zugang_program name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
    add_executable(${name} ${ARG_SOURCES})
    target_link_libraries(${name} PRIVATE zugang_options ${ARG_LINK})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
    zugang_precompile(${name})
endfunction()
