// The least that SDL can do: a window, one frame. What the terminal's start is compared with.
#include <cstdio>

#include <SDL.h>

int main(int, char**) {
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0"); // as the terminal does
    SDL_Init(SDL_INIT_VIDEO);
    SDL_Window* window = SDL_CreateWindow("bare", 0, 0, 1080, 1920, 0);
    SDL_Renderer* renderer = SDL_CreateRenderer(window, -1, SDL_RENDERER_SOFTWARE);
    SDL_SetRenderDrawColor(renderer, 245, 242, 236, 255);
    SDL_RenderClear(renderer);
    SDL_RenderPresent(renderer);
    std::puts("first frame");
    std::fflush(stdout);
    SDL_Event event;
    while (SDL_WaitEvent(&event) != 0 && event.type != SDL_QUIT) {
    }
    SDL_Quit();
    return 0;
}
